/**
 * JUnit extensions that the tests of every room share.
 */
package org.waypost.testing;
