/** Event patterns, judged by AWS's own matcher. */
@NullMarked
package rdsalert.pattern;

import org.jspecify.annotations.NullMarked;
