/**
 * How a matcher or a mailet declares what can be said to it, so that the same declaration reads the configuration, checks
 * a file before the server starts, and makes the reference page.
 */
package org.waypost.steps;
