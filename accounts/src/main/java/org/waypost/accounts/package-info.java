/**
 * What a server, a domain and a user have chosen: records, their inheritance, the interfaces of their stores and
 * in-memory stores. Everything that acts on mail reads its choices here.
 */
package org.waypost.accounts;
