/** The local command: the same code in one process, printing instead of publishing. */
@NullMarked
package rdsalert.local;

import org.jspecify.annotations.NullMarked;
