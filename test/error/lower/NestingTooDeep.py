# More branches than a walk over the program may nest.
from pyomp_cc import njit


@njit
def branches(n: int) -> int:
    if n == 0:
        return 0
    elif n == 1:
        return 1
    elif n == 2:
        return 2
    elif n == 3:
        return 3
    elif n == 4:
        return 4
    elif n == 5:
        return 5
    elif n == 6:
        return 6
    elif n == 7:
        return 7
    elif n == 8:
        return 8
    elif n == 9:
        return 9
    elif n == 10:
        return 10
    elif n == 11:
        return 11
    elif n == 12:
        return 12
    elif n == 13:
        return 13
    elif n == 14:
        return 14
    elif n == 15:
        return 15
    elif n == 16:
        return 16
    elif n == 17:
        return 17
    elif n == 18:
        return 18
    elif n == 19:
        return 19
    elif n == 20:
        return 20
    elif n == 21:
        return 21
    elif n == 22:
        return 22
    elif n == 23:
        return 23
    elif n == 24:
        return 24
    elif n == 25:
        return 25
    elif n == 26:
        return 26
    elif n == 27:
        return 27
    elif n == 28:
        return 28
    elif n == 29:
        return 29
    elif n == 30:
        return 30
    elif n == 31:
        return 31
    elif n == 32:
        return 32
    elif n == 33:
        return 33
    elif n == 34:
        return 34
    elif n == 35:
        return 35
    elif n == 36:
        return 36
    elif n == 37:
        return 37
    elif n == 38:
        return 38
    elif n == 39:
        return 39
    elif n == 40:
        return 40
    elif n == 41:
        return 41
    elif n == 42:
        return 42
    elif n == 43:
        return 43
    elif n == 44:
        return 44
    elif n == 45:
        return 45
    elif n == 46:
        return 46
    elif n == 47:
        return 47
    elif n == 48:
        return 48
    elif n == 49:
        return 49
    elif n == 50:
        return 50
    elif n == 51:
        return 51
    elif n == 52:
        return 52
    elif n == 53:
        return 53
    elif n == 54:
        return 54
    elif n == 55:
        return 55
    elif n == 56:
        return 56
    elif n == 57:
        return 57
    elif n == 58:
        return 58
    elif n == 59:
        return 59
    elif n == 60:
        return 60
    elif n == 61:
        return 61
    elif n == 62:
        return 62
    elif n == 63:
        return 63
    elif n == 64:
        return 64
    elif n == 65:
        return 65
    elif n == 66:
        return 66
    elif n == 67:
        return 67
    elif n == 68:
        return 68
    elif n == 69:
        return 69
    elif n == 70:
        return 70
    elif n == 71:
        return 71
    elif n == 72:
        return 72
    elif n == 73:
        return 73
    elif n == 74:
        return 74
    elif n == 75:
        return 75
    elif n == 76:
        return 76
    elif n == 77:
        return 77
    elif n == 78:
        return 78
    elif n == 79:
        return 79
    elif n == 80:
        return 80
    elif n == 81:
        return 81
    elif n == 82:
        return 82
    elif n == 83:
        return 83
    elif n == 84:
        return 84
    elif n == 85:
        return 85
    elif n == 86:
        return 86
    elif n == 87:
        return 87
    elif n == 88:
        return 88
    elif n == 89:
        return 89
    elif n == 90:
        return 90
    elif n == 91:
        return 91
    elif n == 92:
        return 92
    elif n == 93:
        return 93
    elif n == 94:
        return 94
    elif n == 95:
        return 95
    elif n == 96:
        return 96
    elif n == 97:
        return 97
    elif n == 98:
        return 98
    elif n == 99:
        return 99
    elif n == 100:
        return 100
    elif n == 101:
        return 101
    elif n == 102:
        return 102
    elif n == 103:
        return 103
    elif n == 104:
        return 104
    elif n == 105:
        return 105
    elif n == 106:
        return 106
    elif n == 107:
        return 107
    elif n == 108:
        return 108
    elif n == 109:
        return 109
    elif n == 110:
        return 110
    elif n == 111:
        return 111
    elif n == 112:
        return 112
    elif n == 113:
        return 113
    elif n == 114:
        return 114
    elif n == 115:
        return 115
    elif n == 116:
        return 116
    elif n == 117:
        return 117
    elif n == 118:
        return 118
    elif n == 119:
        return 119
    elif n == 120:
        return 120
    elif n == 121:
        return 121
    elif n == 122:
        return 122
    elif n == 123:
        return 123
    elif n == 124:
        return 124
    elif n == 125:
        return 125
    elif n == 126:
        return 126
    elif n == 127:
        return 127
    elif n == 128:
        return 128
    elif n == 129:
        return 129
    elif n == 130:
        return 130
    elif n == 131:
        return 131
    elif n == 132:
        return 132
    elif n == 133:
        return 133
    elif n == 134:
        return 134
    elif n == 135:
        return 135
    elif n == 136:
        return 136
    elif n == 137:
        return 137
    elif n == 138:
        return 138
    elif n == 139:
        return 139
    elif n == 140:
        return 140
    elif n == 141:
        return 141
    elif n == 142:
        return 142
    elif n == 143:
        return 143
    elif n == 144:
        return 144
    elif n == 145:
        return 145
    elif n == 146:
        return 146
    elif n == 147:
        return 147
    elif n == 148:
        return 148
    elif n == 149:
        return 149
    elif n == 150:
        return 150
    elif n == 151:
        return 151
    elif n == 152:
        return 152
    elif n == 153:
        return 153
    elif n == 154:
        return 154
    elif n == 155:
        return 155
    elif n == 156:
        return 156
    elif n == 157:
        return 157
    elif n == 158:
        return 158
    elif n == 159:
        return 159
    elif n == 160:
        return 160
    elif n == 161:
        return 161
    elif n == 162:
        return 162
    elif n == 163:
        return 163
    elif n == 164:
        return 164
    elif n == 165:
        return 165
    elif n == 166:
        return 166
    elif n == 167:
        return 167
    elif n == 168:
        return 168
    elif n == 169:
        return 169
    elif n == 170:
        return 170
    elif n == 171:
        return 171
    elif n == 172:
        return 172
    elif n == 173:
        return 173
    elif n == 174:
        return 174
    elif n == 175:
        return 175
    elif n == 176:
        return 176
    elif n == 177:
        return 177
    elif n == 178:
        return 178
    elif n == 179:
        return 179
    elif n == 180:
        return 180
    elif n == 181:
        return 181
    elif n == 182:
        return 182
    elif n == 183:
        return 183
    elif n == 184:
        return 184
    elif n == 185:
        return 185
    elif n == 186:
        return 186
    elif n == 187:
        return 187
    elif n == 188:
        return 188
    elif n == 189:
        return 189
    elif n == 190:
        return 190
    elif n == 191:
        return 191
    elif n == 192:
        return 192
    elif n == 193:
        return 193
    elif n == 194:
        return 194
    elif n == 195:
        return 195
    elif n == 196:
        return 196
    elif n == 197:
        return 197
    elif n == 198:
        return 198
    elif n == 199:
        return 199
    elif n == 200:
        return 200
    elif n == 201:
        return 201
    elif n == 202:
        return 202
    elif n == 203:
        return 203
    elif n == 204:
        return 204
    elif n == 205:
        return 205
    elif n == 206:
        return 206
    elif n == 207:
        return 207
    elif n == 208:
        return 208
    elif n == 209:
        return 209
    elif n == 210:
        return 210
    elif n == 211:
        return 211
    elif n == 212:
        return 212
    elif n == 213:
        return 213
    elif n == 214:
        return 214
    elif n == 215:
        return 215
    elif n == 216:
        return 216
    elif n == 217:
        return 217
    elif n == 218:
        return 218
    elif n == 219:
        return 219
    elif n == 220:
        return 220
    elif n == 221:
        return 221
    elif n == 222:
        return 222
    elif n == 223:
        return 223
    elif n == 224:
        return 224
    elif n == 225:
        return 225
    elif n == 226:
        return 226
    elif n == 227:
        return 227
    elif n == 228:
        return 228
    elif n == 229:
        return 229
    elif n == 230:
        return 230
    elif n == 231:
        return 231
    elif n == 232:
        return 232
    elif n == 233:
        return 233
    elif n == 234:
        return 234
    elif n == 235:
        return 235
    elif n == 236:
        return 236
    elif n == 237:
        return 237
    elif n == 238:
        return 238
    elif n == 239:
        return 239
    elif n == 240:
        return 240
    elif n == 241:
        return 241
    elif n == 242:
        return 242
    elif n == 243:
        return 243
    elif n == 244:
        return 244
    elif n == 245:
        return 245
    elif n == 246:
        return 246
    elif n == 247:
        return 247
    elif n == 248:
        return 248
    elif n == 249:
        return 249
    elif n == 250:
        return 250
    elif n == 251:
        return 251
    elif n == 252:
        return 252
    elif n == 253:
        return 253
    elif n == 254:
        return 254
    elif n == 255:
        return 255
    elif n == 256:
        return 256
    elif n == 257:
        return 257
    elif n == 258:
        return 258
    elif n == 259:
        return 259
    elif n == 260:
        return 260
    elif n == 261:
        return 261
    elif n == 262:
        return 262
    elif n == 263:
        return 263
    elif n == 264:
        return 264
    elif n == 265:
        return 265
    elif n == 266:
        return 266
    elif n == 267:
        return 267
    elif n == 268:
        return 268
    elif n == 269:
        return 269
    elif n == 270:
        return 270
    elif n == 271:
        return 271
    elif n == 272:
        return 272
    elif n == 273:
        return 273
    elif n == 274:
        return 274
    elif n == 275:
        return 275
    elif n == 276:
        return 276
    elif n == 277:
        return 277
    elif n == 278:
        return 278
    elif n == 279:
        return 279
    elif n == 280:
        return 280
    elif n == 281:
        return 281
    elif n == 282:
        return 282
    elif n == 283:
        return 283
    elif n == 284:
        return 284
    elif n == 285:
        return 285
    elif n == 286:
        return 286
    elif n == 287:
        return 287
    elif n == 288:
        return 288
    elif n == 289:
        return 289
    elif n == 290:
        return 290
    elif n == 291:
        return 291
    elif n == 292:
        return 292
    elif n == 293:
        return 293
    elif n == 294:
        return 294
    elif n == 295:
        return 295
    elif n == 296:
        return 296
    elif n == 297:
        return 297
    elif n == 298:
        return 298
    elif n == 299:
        return 299
    elif n == 300:
        return 300
    elif n == 301:
        return 301
    elif n == 302:
        return 302
    elif n == 303:
        return 303
    elif n == 304:
        return 304
    elif n == 305:
        return 305
    elif n == 306:
        return 306
    elif n == 307:
        return 307
    elif n == 308:
        return 308
    elif n == 309:
        return 309
    elif n == 310:
        return 310
    elif n == 311:
        return 311
    elif n == 312:
        return 312
    elif n == 313:
        return 313
    elif n == 314:
        return 314
    elif n == 315:
        return 315
    elif n == 316:
        return 316
    elif n == 317:
        return 317
    elif n == 318:
        return 318
    elif n == 319:
        return 319
    elif n == 320:
        return 320
    elif n == 321:
        return 321
    elif n == 322:
        return 322
    elif n == 323:
        return 323
    elif n == 324:
        return 324
    elif n == 325:
        return 325
    elif n == 326:
        return 326
    elif n == 327:
        return 327
    elif n == 328:
        return 328
    elif n == 329:
        return 329
    elif n == 330:
        return 330
    elif n == 331:
        return 331
    elif n == 332:
        return 332
    elif n == 333:
        return 333
    elif n == 334:
        return 334
    elif n == 335:
        return 335
    elif n == 336:
        return 336
    elif n == 337:
        return 337
    elif n == 338:
        return 338
    elif n == 339:
        return 339
    elif n == 340:
        return 340
    elif n == 341:
        return 341
    elif n == 342:
        return 342
    elif n == 343:
        return 343
    elif n == 344:
        return 344
    elif n == 345:
        return 345
    elif n == 346:
        return 346
    elif n == 347:
        return 347
    elif n == 348:
        return 348
    elif n == 349:
        return 349
    elif n == 350:
        return 350
    elif n == 351:
        return 351
    elif n == 352:
        return 352
    elif n == 353:
        return 353
    elif n == 354:
        return 354
    elif n == 355:
        return 355
    elif n == 356:
        return 356
    elif n == 357:
        return 357
    elif n == 358:
        return 358
    elif n == 359:
        return 359
    elif n == 360:
        return 360
    elif n == 361:
        return 361
    elif n == 362:
        return 362
    elif n == 363:
        return 363
    elif n == 364:
        return 364
    elif n == 365:
        return 365
    elif n == 366:
        return 366
    elif n == 367:
        return 367
    elif n == 368:
        return 368
    elif n == 369:
        return 369
    elif n == 370:
        return 370
    elif n == 371:
        return 371
    elif n == 372:
        return 372
    elif n == 373:
        return 373
    elif n == 374:
        return 374
    elif n == 375:
        return 375
    elif n == 376:
        return 376
    elif n == 377:
        return 377
    elif n == 378:
        return 378
    elif n == 379:
        return 379
    elif n == 380:
        return 380
    elif n == 381:
        return 381
    elif n == 382:
        return 382
    elif n == 383:
        return 383
    elif n == 384:
        return 384
    elif n == 385:
        return 385
    elif n == 386:
        return 386
    elif n == 387:
        return 387
    elif n == 388:
        return 388
    elif n == 389:
        return 389
    elif n == 390:
        return 390
    elif n == 391:
        return 391
    elif n == 392:
        return 392
    elif n == 393:
        return 393
    elif n == 394:
        return 394
    elif n == 395:
        return 395
    elif n == 396:
        return 396
    elif n == 397:
        return 397
    elif n == 398:
        return 398
    elif n == 399:
        return 399
    elif n == 400:
        return 400
    elif n == 401:
        return 401
    elif n == 402:
        return 402
    elif n == 403:
        return 403
    elif n == 404:
        return 404
    elif n == 405:
        return 405
    elif n == 406:
        return 406
    elif n == 407:
        return 407
    elif n == 408:
        return 408
    elif n == 409:
        return 409
    elif n == 410:
        return 410
    elif n == 411:
        return 411
    elif n == 412:
        return 412
    elif n == 413:
        return 413
    elif n == 414:
        return 414
    elif n == 415:
        return 415
    elif n == 416:
        return 416
    elif n == 417:
        return 417
    elif n == 418:
        return 418
    elif n == 419:
        return 419
    return -1
