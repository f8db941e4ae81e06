/** When an automatic answer may be given (RFC 3834, RFC 5230), and the answers as JMAP sees them (RFC 8621 §8). */
package org.waypost.policy.autoreply;
