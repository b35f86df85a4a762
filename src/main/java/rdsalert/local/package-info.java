/** The local command: the same code on DynamoDB Local, printing instead of publishing. */
@NullMarked
package rdsalert.local;

import org.jspecify.annotations.NullMarked;
