/**
 * Matchers: which recipients of a message in the spool a step is for, one class a matcher.
 */
package org.waypost.matchers;
