/**
 * In which country an address is, and whether a recipient takes mail from there. Special ranges are decided before the table
 * is asked (RFC 6890).
 */
package org.waypost.policy.country;
