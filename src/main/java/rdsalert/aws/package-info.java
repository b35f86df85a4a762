/** The ports of delivery on DynamoDB and SNS. */
@NullMarked
package rdsalert.aws;

import org.jspecify.annotations.NullMarked;
