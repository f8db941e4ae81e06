/**
 * The doors: one package a protocol, and what they share (TLS, PROXY, limits).
 */
package org.waypost.protocols;
