/**
 * Hunts through old logs that are too many for one machine or too many for one screen: queries for
 * the engines that hold them, and a page of what was found. Part of the local command.
 */
@NullMarked
package rdsalert.hunt;

import org.jspecify.annotations.NullMarked;
