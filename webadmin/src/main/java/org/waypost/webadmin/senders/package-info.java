/**
 * Shows what the checks and lists of senders say of a message that somebody asks about.
 */
package org.waypost.webadmin.senders;
