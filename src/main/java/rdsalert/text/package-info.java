/** Text that is safe for its reader: quoting, slots, times, and the page of plain text. */
@NullMarked
package rdsalert.text;

import org.jspecify.annotations.NullMarked;
