/** The Lambda entry points and what wires them: the only readers of clock and environment. */
@NullMarked
package rdsalert;

import org.jspecify.annotations.NullMarked;
