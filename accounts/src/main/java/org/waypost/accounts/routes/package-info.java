/**
 * By which way mail leaves for other servers: a table of routes that is changed while servers run (RFC 5321 §3.6.2, §5).
 */
package org.waypost.accounts.routes;
