/** Tests of the bundle as it is delivered, and the check that every promise has a test. */
package org.waypost.assembly;
