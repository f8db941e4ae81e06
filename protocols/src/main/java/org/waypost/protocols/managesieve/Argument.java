package org.waypost.protocols.managesieve;

/**
 * One argument of a command.
 *
 * @param text its value, without quotes
 * @param isString whether it came as a string (RFC 5804 §4: quoted or literal) and not as a bare word
 */
record Argument(String text, boolean isString) {}
