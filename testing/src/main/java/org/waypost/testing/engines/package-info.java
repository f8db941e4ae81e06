/**
 * Engines for tests: one of each for the whole test JVM, started at first use, and further ones that a test may kill.
 */
package org.waypost.testing.engines;
