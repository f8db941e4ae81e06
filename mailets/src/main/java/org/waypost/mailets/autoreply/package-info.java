/** Gives the answers that users chose for their absence (RFC 3834, RFC 5230). */
package org.waypost.mailets.autoreply;
