/**
 * Who may use WebAdmin: the generated token, administrators with a password, JSON Web Tokens (RFC 6750, RFC 7617, RFC 7519, RFC 8018).
 */
package org.waypost.webadmin.access;
