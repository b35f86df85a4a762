/** Finding CloudTrail's records in whatever form AWS hands them out. */
@NullMarked
package rdsalert.local.records;

import org.jspecify.annotations.NullMarked;
