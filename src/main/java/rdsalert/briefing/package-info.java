/** What is known of one call, worked out once, and of what a window held. */
@NullMarked
package rdsalert.briefing;

import org.jspecify.annotations.NullMarked;
