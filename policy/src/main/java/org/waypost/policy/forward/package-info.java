/** Where mail of a user is forwarded to, and the sender under which it leaves (SRS), so that SPF holds (RFC 7208 §D.4). */
package org.waypost.policy.forward;
