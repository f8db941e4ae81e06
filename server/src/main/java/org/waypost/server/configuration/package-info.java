/**
 * Checks every file of the conf folder before the server starts and for {@code waypost config check}:
 * unknown keys, wrong values and values that contradict each other across files.
 */
package org.waypost.server.configuration;
