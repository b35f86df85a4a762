/** Finding CloudTrail's records in every form in which AWS hands them out. */
@NullMarked
package rdsalert.local.records;

import org.jspecify.annotations.NullMarked;
