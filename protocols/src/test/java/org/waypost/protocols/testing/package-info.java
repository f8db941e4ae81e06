/** A whole mail server in one JVM for the tests of this room, and a runner for transcripts of sessions with it. */
package org.waypost.protocols.testing;
