/** Puts automatic answers, their ledger and what James knows as vacations together. */
package org.waypost.server.autoreply;
