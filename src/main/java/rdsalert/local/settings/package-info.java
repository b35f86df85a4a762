/** What a team has set for its stack, held against the template before anything is deployed. */
@NullMarked
package rdsalert.local.settings;

import org.jspecify.annotations.NullMarked;
