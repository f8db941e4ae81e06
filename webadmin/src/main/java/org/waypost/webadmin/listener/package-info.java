/**
 * Where WebAdmin listens and what a request may cost (RFC 9110, RFC 9112, RFC 8446).
 */
package org.waypost.webadmin.listener;
