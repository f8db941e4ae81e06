/**
 * James' own test suites (MPT scripts for IMAP, SMTP and ManageSieve) against our wiring on a real Cassandra; which of
 * them apply, and which don't, stands in docs/james-suites.md.
 */
package org.waypost.server.suites;
