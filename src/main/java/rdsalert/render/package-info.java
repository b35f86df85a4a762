/** Email, card, text message and finding of alerts, notices and digests; knows no rule. */
@NullMarked
package rdsalert.render;

import org.jspecify.annotations.NullMarked;
