@NullMarked
package rdsalert.alert;

import org.jspecify.annotations.NullMarked;
