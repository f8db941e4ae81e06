/**
 * A DNS of a test's own.
 */
package org.waypost.testing.dns;
