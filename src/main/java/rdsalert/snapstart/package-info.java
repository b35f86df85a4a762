/** What is done before Lambda takes a snapshot of a function, and after a restore. */
@NullMarked
package rdsalert.snapstart;

import org.jspecify.annotations.NullMarked;
