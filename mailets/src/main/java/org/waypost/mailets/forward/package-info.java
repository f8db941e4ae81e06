/** Sends mail on: aliases and groups, forwards of users with the sender rewritten (SRS), and bounces back to who wrote. */
package org.waypost.mailets.forward;
