"""An upstream that sends as many bytes as the target's last number says, and takes any body."""

import re
import socket
import sys
import threading

PIECE = memoryview(bytes(1 << 20))


def serve(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    reader = connection.makefile("rb", buffering=1 << 16)
    space = bytearray(1 << 20)
    with connection:
        while line := reader.readline():
            method, target = line.split()[:2]
            length, chunked = 0, False
            while (field := reader.readline()) not in (b"\r\n", b""):
                name, _, content = field.lower().partition(b":")
                if name == b"content-length":
                    length = int(content)
                chunked |= name == b"transfer-encoding"
            if chunked:
                take_chunks(reader)
            take(reader, length, space)
            if method == b"GET":
                send(connection, int(re.findall(rb"\d+", target)[-1]))
            else:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def take(reader, length, space):
    while length:
        read = reader.readinto(memoryview(space)[: min(length, len(space))])
        if not read:
            raise ConnectionError("the body ended early")
        length -= read


def take_chunks(reader):
    while size := int(reader.readline().split(b";")[0], 16):
        take(reader, size + 2, bytearray(1 << 16))
    reader.readline()


def send(connection, length):
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Length: %d\r\n\r\n" % length
    )
    while length:
        piece = PIECE[: min(length, len(PIECE))]
        connection.sendall(piece)
        length -= len(piece)


def quietly(connection):
    try:
        serve(connection)
    except OSError:
        pass  # the other side has left


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=1024)
while True:
    threading.Thread(target=quietly, args=listener.accept()[:1], daemon=True).start()
