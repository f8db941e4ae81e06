/**
 * Folders of any user: list, create, rename, delete, and access rights (RFC 4314).
 */
package org.waypost.webadmin.folders;
