package rdsalert.local;

import java.util.OptionalInt;

/**
 * What the schema has against a file of exceptions.
 *
 * @param entry the place of the entry it is about, counted from 0; empty if it is about the file
 * @param text where in the entry or the file, and what, in one line
 */
record SchemaFault(OptionalInt entry, String text) {}
