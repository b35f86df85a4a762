/** The log line that is also the metrics, and the decision that it tells. */
@NullMarked
package rdsalert.log;

import org.jspecify.annotations.NullMarked;
