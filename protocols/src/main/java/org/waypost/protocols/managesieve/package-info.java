/**
 * The ManageSieve door (RFC 5804): users put, list and choose their Sieve scripts (RFC 5228). Written anew on James'
 * script store, because James' own server mistakes octets for characters, stores scripts that don't parse, and answers
 * in forms that clients don't know.
 */
package org.waypost.protocols.managesieve;
