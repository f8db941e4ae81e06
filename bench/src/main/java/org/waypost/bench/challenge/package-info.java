/** Forged and genuine new senders against challenges. */
package org.waypost.bench.challenge;
