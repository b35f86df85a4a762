/** What the sweep looks at around itself: who listens, who may write, what is set. */
@NullMarked
package rdsalert.guard;

import org.jspecify.annotations.NullMarked;
