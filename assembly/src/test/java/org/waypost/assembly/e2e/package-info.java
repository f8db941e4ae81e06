/**
 * The clients that people use, each against a server that runs from the built bundle. Missing programs fail the tests.
 */
package org.waypost.assembly.e2e;
