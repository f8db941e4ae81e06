/**
 * The operator's own engines: how they are reached (TLS, and Basic credentials of RFC 7617), and how they do.
 */
package org.waypost.server.external;
