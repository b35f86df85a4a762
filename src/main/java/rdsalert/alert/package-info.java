/** What an alert says, and its renderings for people and machines. */
@NullMarked
package rdsalert.alert;

import org.jspecify.annotations.NullMarked;
