/** What the sweep looks at around itself: who listens, and whether the ledger is closed. */
@NullMarked
package rdsalert.guard;

import org.jspecify.annotations.NullMarked;
