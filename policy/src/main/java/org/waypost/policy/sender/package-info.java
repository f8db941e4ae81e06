/**
 * Whether a message comes from whom it says: SPF (RFC 7208), DKIM (RFC 6376), and how the results travel with it.
 */
package org.waypost.policy.sender;
