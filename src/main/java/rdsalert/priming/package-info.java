/** Services on this machine alone, with which the functions rehearse before they are snapshot. */
@NullMarked
package rdsalert.priming;

import org.jspecify.annotations.NullMarked;
