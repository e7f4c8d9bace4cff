# options: --python python3.12
class C:
    type A = [x for x in (1, 2)]
