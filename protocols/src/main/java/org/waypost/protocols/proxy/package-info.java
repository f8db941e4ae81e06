/**
 * The PROXY protocol, versions 1 and 2 (HAProxy's proxy-protocol.txt): which balancers may name the client, and how
 * their header is read.
 */
package org.waypost.protocols.proxy;
