/**
 * The certificate that every listener shows: made at first start, checked, replaced while the server runs (RFC 5280, RFC 7468, RFC 8446).
 */
package org.waypost.protocols.tls;
