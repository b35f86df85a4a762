/** CloudTrail management events as EventBridge delivers them, and reading them from JSON. */
@NullMarked
package rdsalert.event;

import org.jspecify.annotations.NullMarked;
