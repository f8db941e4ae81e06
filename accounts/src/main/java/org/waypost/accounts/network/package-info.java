/**
 * Addresses and networks (RFC 4632, RFC 4291) as they stand in settings and configuration.
 */
package org.waypost.accounts.network;
