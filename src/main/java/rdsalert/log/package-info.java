/** The log line that is also the metrics. */
@NullMarked
package rdsalert.log;

import org.jspecify.annotations.NullMarked;
